"""One file a dashboard: which panels, in which order, with which units. Their SQL: queries/."""
