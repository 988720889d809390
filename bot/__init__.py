"""Telegram in and out: ingress takes updates, chat converses, notify makes every call.

Owns aiogram's seams (client and dispatcher), the group consumers of its stages and the locale
files. Decisions are in gigwire.domain.chat, .cards and .notify; no Faust here.
"""
