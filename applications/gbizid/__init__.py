"""GビズID: the government's sign-in for companies, through OpenID Connect."""
