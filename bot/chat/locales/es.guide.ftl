# The guide for people.

help-guide = La guía con imágenes
