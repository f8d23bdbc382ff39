"""Everything that a person can ask of a ticket, a file for each phase of its life."""

from typing import Final, get_args

from domain.record.event import Event
from domain.ticket.commands.closing import (
    ArchiveTicket,
    ClosingCommand,
    FollowUp,
    RaiseObjection,
    RemindCustomer,
    WriteClosingReport,
)
from domain.ticket.commands.diagnosis import (
    AnswerCollaboration,
    AssistRemotely,
    AuthoriseRemoteAssistance,
    CallMeeting,
    ConsultArticle,
    DiagnoseFault,
    DiagnosisCommand,
    EscalateTicket,
    GradeTicket,
    HoldMeeting,
    RefuseRemoteAssistance,
    RequestCollaboration,
)
from domain.ticket.commands.dispatch import (
    AcceptDispatch,
    AgreeSendIn,
    ContactCustomer,
    DeclineDispatch,
    DispatchCommand,
    DispatchEngineer,
    MoveVisit,
    PromiseVisit,
)
from domain.ticket.commands.ending import (
    CancelTicket,
    CloseTicket,
    ConfirmResolution,
    EndingCommand,
    RejectResolution,
    ReopenTicket,
    ResolveTicket,
)
from domain.ticket.commands.fees import (
    AcceptFee,
    AnnounceCompensation,
    ApproveCompensation,
    ChargeFee,
    DeclineFee,
    FeesCommand,
    GiveCompensation,
    ProposeCompensation,
    QuoteFee,
    RejectCompensation,
)
from domain.ticket.commands.intake import (
    AcknowledgeReceipt,
    AddAttachment,
    AssessWarranty,
    GiveEstimate,
    IntakeCommand,
    LinkTicket,
    LogCommunication,
    MergeTicket,
    OpenTicket,
    RouteTicket,
    VerifyInformation,
)
from domain.ticket.commands.parts import (
    ConfirmPart,
    PartsCommand,
    ReceivePart,
    RequestPart,
    ReturnDefectivePart,
    ShipPart,
    UsePart,
)
from domain.ticket.commands.plan import ApprovePlan, ChooseOption, PlanCommand, ProposePlan, RejectPlan, SharePlan
from domain.ticket.commands.progress import (
    PauseTicket,
    ProgressCommand,
    ProvideCooperation,
    RequestCooperation,
    ResumeTicket,
    ShareProgress,
)
from domain.ticket.commands.remarks import AddNote, LookAtFile, RecordCorrection, RemarksCommand, UnmaskPersonalData
from domain.ticket.commands.survey import AnswerSurvey, CallBack, SendSurvey, SurveyCommand
from domain.ticket.commands.work import (
    ArriveOnSite,
    ConsentToRepair,
    LogWork,
    RefuseRepair,
    StartHandling,
    TestFunction,
    VerifyProduct,
    WorkCommand,
)

TicketCommand = (
    IntakeCommand
    | DiagnosisCommand
    | PlanCommand
    | DispatchCommand
    | WorkCommand
    | PartsCommand
    | FeesCommand
    | ProgressCommand
    | EndingCommand
    | SurveyCommand
    | ClosingCommand
    | RemarksCommand
)

COMMANDS: Final[dict[str, type[TicketCommand]]] = {command.action: command for command in get_args(TicketCommand)}
"""Every command by the word it has in URLs, the command line and the rights table."""

COMMAND_OF: Final[dict[type[Event], type[TicketCommand]]] = {command.causes: command for command in COMMANDS.values()}
"""The command that live work would have used for an event."""

__all__ = [
    "COMMANDS",
    "COMMAND_OF",
    "AcceptDispatch",
    "AcceptFee",
    "AcknowledgeReceipt",
    "AddAttachment",
    "AddNote",
    "AgreeSendIn",
    "AnnounceCompensation",
    "AnswerCollaboration",
    "AnswerSurvey",
    "ApproveCompensation",
    "ApprovePlan",
    "ArchiveTicket",
    "ArriveOnSite",
    "AssessWarranty",
    "AssistRemotely",
    "AuthoriseRemoteAssistance",
    "CallBack",
    "CallMeeting",
    "CancelTicket",
    "ChargeFee",
    "ChooseOption",
    "CloseTicket",
    "ClosingCommand",
    "ConfirmPart",
    "ConfirmResolution",
    "ConsentToRepair",
    "ConsultArticle",
    "ContactCustomer",
    "DeclineDispatch",
    "DeclineFee",
    "DiagnoseFault",
    "DiagnosisCommand",
    "DispatchCommand",
    "DispatchEngineer",
    "EndingCommand",
    "EscalateTicket",
    "FeesCommand",
    "FollowUp",
    "GiveCompensation",
    "GiveEstimate",
    "GradeTicket",
    "HoldMeeting",
    "IntakeCommand",
    "LinkTicket",
    "LogCommunication",
    "LogWork",
    "LookAtFile",
    "MergeTicket",
    "MoveVisit",
    "OpenTicket",
    "PartsCommand",
    "PauseTicket",
    "PlanCommand",
    "ProgressCommand",
    "PromiseVisit",
    "ProposeCompensation",
    "ProposePlan",
    "ProvideCooperation",
    "QuoteFee",
    "RaiseObjection",
    "ReceivePart",
    "RecordCorrection",
    "RefuseRemoteAssistance",
    "RefuseRepair",
    "RejectCompensation",
    "RejectPlan",
    "RejectResolution",
    "RemarksCommand",
    "RemindCustomer",
    "ReopenTicket",
    "RequestCollaboration",
    "RequestCooperation",
    "RequestPart",
    "ResolveTicket",
    "ResumeTicket",
    "ReturnDefectivePart",
    "RouteTicket",
    "SendSurvey",
    "SharePlan",
    "ShareProgress",
    "ShipPart",
    "StartHandling",
    "SurveyCommand",
    "TestFunction",
    "TicketCommand",
    "UnmaskPersonalData",
    "UsePart",
    "VerifyInformation",
    "VerifyProduct",
    "WorkCommand",
    "WriteClosingReport",
]
