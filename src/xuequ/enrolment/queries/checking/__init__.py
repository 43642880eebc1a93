"""Reading what is checked: whose applications, which come next, what is asked, what is odd."""
