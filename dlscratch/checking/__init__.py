"""The machinery behind `check`, `hint`, `solution`, `guess`, `order` and `progress`. It knows no lesson by name."""
