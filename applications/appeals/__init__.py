"""Appeals (審査請求): the screens of the company and of the reviewing office."""
