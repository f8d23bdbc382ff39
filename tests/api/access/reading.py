"""The action that opens each route which reads, or for whom it is open; a route that stands nowhere fails the tests."""

from typing import Final

EVERYBODY: Final = frozenset({"live", "ready", "search_help", "read_help", "helped", "follow", "follow_help"})
"""Routes for anybody at all, signed in or not."""
WHOEVER_IS_THERE: Final = frozenset({"list_policies", "list_calendars", "list_routing", "show_policy", "show_calendar"})
"""Routes that answer every member of staff."""
LISTS: Final = {
    "list_customers": ("/customers", "look-up"),
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
