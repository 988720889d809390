# The guide for people.

help-guide = Руководство с картинками
