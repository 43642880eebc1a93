"""Single sign-on with an outside provider (OpenID Connect): the protocol, and acts on links."""
