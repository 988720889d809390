# The guide for people.

help-guide = The guide with pictures
