# The guide for people.

help-guide = Посібник із картинками
