"""The closed word lists about staff: the roles of PROCESS section 9, kinds of leave, and what a roster can answer."""

from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """In which capacity a person acts (角色); the customer's role is nobody's of staff."""

    AGENT = "agent"
    ENGINEER = "engineer"
    SUPERVISOR = "supervisor"
    COMPLAINT_HANDLER = "complaint-handler"
    DEPARTMENT_CONTACT = "department-contact"
    WAREHOUSE = "warehouse"
    RETURNS_INSPECTOR = "returns-inspector"
    QUALITY = "quality"
    MANAGER = "manager"
    CLERK = "clerk"
    EMERGENCY_TEAM = "emergency-team"
    AUDITOR = "auditor"
    PRIVACY_OFFICER = "privacy-officer"
    ADMINISTRATOR = "administrator"


Leave = Literal["annual", "sick", "personal", "business", "training", "parental", "other"]
"""Kinds of leave (请假); what a kind tells of a person is personal, so it is stored encrypted."""
Duty = Literal["on", "off", "unknown"]
"""Whether somebody is on duty; unknown where no roster was set for the day."""
Outcome = Literal["passed", "failed", "attended"]
"""What became of a training."""
