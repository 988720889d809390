# The guide for people.

help-guide = O guia com imagens
