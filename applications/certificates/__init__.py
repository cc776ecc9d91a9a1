"""The certificate of an exemption: what its holder shows to those asked for their consent."""
