"""The action that opens each route which is called otherwise; one that stands nowhere fails the tests."""

from typing import Final

OPENED_BY: Final = {
    "look_up": "look-up",
    "release_letter": "open",
    "drop_letter": "open",
    "replay_dead_letters": "operate",
    "dismiss_dead_letter": "operate",
    "resend_delivery": "operate",
    "skip_delivery": "operate",
    "resend_failed": "operate",
    "test_webhook": "operate",
}
"""Routes that change something under a name of their own, and the action of section 9 that opens them."""
LISTS: Final = {
    "list_customers": ("/customers", "look-up"),
    "list_measures": ("/privacy", "read-restricted"),
    "list_staff": ("/staff", "list-staff"),
    "show_roster": ("/roster", "list-staff"),
    "list_notices": ("/notices", "read-notices"),
    "list_units_sold": ("/sales", "read-units-sold"),
    "list_dead_letters": ("/dead-letters", "operate"),
    "show_system": ("/system", "operate"),
    "show_differences": ("/differences?from=2024-05-01T09:30%2B08:00&to=2024-06-01T09:30%2B08:00", "read-audit"),
    "what_if": ("/what-if?policy=appliance&period=2024-05", "judge"),
    "list_meetings": ("/meetings", "read-meetings"),
    "list_inspections": ("/inspections", "read-inspections"),
    "list_improvements": ("/improvements", "read-improvements"),
}
"""Routes that show no one thing: where they are asked, and the action of section 9 that opens them."""
