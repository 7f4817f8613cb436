"""The domain's words: kinds, stages, filing, bands and levels, each with its Chinese label.

Values are what stands in files and frames; labels are what people read. `GLOSSARY.md` explains each word.
"""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A fixed word of the domain: its value (for files) and its Chinese label (for people)."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member that is its value as text and carries its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Give value -> label in the order of definition."""
        return {member.value: member.label for member in cls}


class Kind(Term):
    """How a project's money is given (项目类型): by formula to all, or won in competition."""

    FORMULA = "formula", "政策型"
    COMPETITIVE = "competitive", "个性型"
    UNSTATED = "unstated", "未注明类型"


class Origin(Term):
    """Whether a project came over from last year (项目性质)."""

    CARRIED_OVER = "carried_over", "结转"
    NEW = "new", "新增"
    UNSTATED = "unstated", "未注明性质"


class Stage(Term):
    """How far a project is (项目阶段), in order; the last four stand aside of the order."""

    IDEA = "idea", "谋划"
    RESERVE = "reserve", "储备"
    PREPARATION = "preparation", "前期"
    APPLIED = "applied", "申报"
    APPROVED = "approved", "批复"
    ALLOTTED = "allotted", "下达"
    RECEIVED = "received", "到位"
    STARTED = "started", "开工"
    BUILDING = "building", "在建"
    COMPLETED = "completed", "竣工"
    ACCEPTED = "accepted", "验收"
    STOPPED = "stopped", "停建"
    WITHDRAWN = "withdrawn", "退库"
    ADJUSTED = "adjusted", "调整"
    RECLAIMED = "reclaimed", "收回"


class SourceLevel(Term):
    """Which level gives the money (资金级次)."""

    CENTRAL = "central", "中央"
    PROVINCIAL = "provincial", "省级"
    MUNICIPAL = "municipal", "市级"


class Filing(Term):
    """What became of a unit's return for one month (报送情况)."""

    ON_TIME = "on_time", "按时"
    LATE = "late", "迟报"
    UNTIMED = "untimed", "时间不明"
    MISSING = "missing", "未报"
    UNREADABLE = "unreadable", "无法读取"


class Band(Term):
    """Where a unit stands against its annual target (完成档次), in the order in which the test is made."""

    UNFILED = "unfiled", "今年未报"
    UNKNOWN = "unknown", "数据待核"
    ZERO = "zero", "到位资金为零"
    NO_TARGET = "no_target", "无目标"
    LOW = "low", "低档"
    MIDDLE = "middle", "中档"
    HIGH = "high", "高档"


class ZeroKind(Term):
    """Why a unit has received nothing (到位资金为零的情形), in the order in which the test is made."""

    RECLAIMED = "reclaimed", "因收回净额为负"
    WON_NOT_RECEIVED = "won_not_received", "已争取未到位"
    LAND_ONLY = "land_only", "仅争得用地"
    NOTHING = "nothing", "未争取到资金和用地"


class Level(Term):
    """How much an issue matters."""

    ERROR = "error", "错误"
    WARNING = "warning", "提醒"
    NOTICE = "notice", "提示"


GROUPS = ("县直", "乡镇", "企业", "垂管")
"""Groups of units, in the order in which documents list them."""

UNPLACED = "组别待核"
"""The group of a unit whose own can't be read: it may be of any."""
