"""The placeholders of templates: the names that a clerk writes between braces, and what they stand for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

TEXTS = {
    "标题": "文件标题，过长时自动分成两行",
    "红头": "设置里要不要红头，用在 {%p if 红头 %} 里",
    "发文机关": "设置里的 issuer，没有就用办公室名称",
    "发文字号": "设置里的 number",
    "主送": "主送机关，带冒号",
    "导语": "“现将……通报如下：”一段",
    "数据说明": "金额有疑问时的说明，平时是空的",
    "附件说明": "“附件：1.……”，不点名时是空的",
    "署名": "发文机关署名",
    "成文日期": "设置里的 date，没有就用报表截止日，计入了以后收到的报表的，用最后收到的日期；逢周六、周日的顺延到周一",
    "版记": "末页下端要不要版记（设置里的 imprint），用在 {%p if 版记 %} 里",
    "抄送": "设置里的 copies_to",
    "印发日期": "同成文日期，稿子没有签时空着；用在版记里",
    "印发机关": "发文机关；设置里的 printed_by 可另写",
    "县名": "设置里的县名",
    "年": "年份，如 2013",
    "月": "月份，如 5",
    "附件表名": "附件1的标题",
    "附件清单名": "附件2的标题，没有问题项目时是空的",
    "时限": "要求办结的期限，如 6月底；清单各行的在 项.时限",
    "清单注": "附件2表下的注：金额是哪一种，怎样汇总",
    "附件专项名": "可申报专项清单的标题，不随文印发时是空的",
    "附件专项号": "可申报专项清单是附件几",
    "附件图名": "进度图的标题",
    "附件图号": "进度图是附件几：它前面有几个附件就加一",
    "项目列": "附件1里项目目标后一列的名称：按新增项目算完成率的县是新增项目，否则是项目总数",
    "有进资": "各单位完成率图上有没有一个单位画得出，用在 {%p if 有进资 %} 里",
    "表注": "附件1表下的注：数据的说明，和表里有的符号",
    "附注": "设置里的 contact（联系人、联系电话），没有就不印",
    "计量": "完成率按什么算：到位资金或争取资金",
}
"""Names with one text each."""

LISTS = {
    "各节": {"标题": "", "各段": "各段"},
    "各段": {"标题": "", "正文": ""},
    "各组": {"名称": "", "各单位": "各单位"},
    "各单位": dict.fromkeys(
        (
            "序号",
            "位次",
            "名称",
            "项目目标",
            "项目数",
            "目标",
            "争取",
            "到位",
            "金额",
            "完成率",
            "还差",
            "档次",
            "报送",
        ),
        "",
    ),
    "问题项目": dict.fromkeys(("序号", "名称", "项目", "金额", "金额种类", "问题", "要求", "时限", "汇总"), ""),
    "可申报专项": dict.fromkeys(("序号", "专项", "级次", "投资方向", "申报起", "申报止", "可申报单位"), ""),
}
"""Lists to go through with `for`, and the fields of an entry; a field that names a list is a list itself."""

TOP_LISTS = ("各节", "各组", "问题项目", "可申报专项")
"""Lists that stand by themselves; the others are fields of an entry."""

RECORDS = {"合计": ("项目目标", "项目数", "目标", "争取", "到位", "金额", "完成率", "还差")}
"""Names with fields."""

FUNCTIONS = {
    "数": "数('funds_received') 或 数('已到位资金')：任何一个指标的数；数('已到位资金', '教育局') 是一个单位的",
    "段": "段('funds')：wording.toml 里一段的文字",
    "图": "图('全年进度') 或 图('全年进度', 120)：一张图，宽按毫米；单独成段，段落用单倍行距",
}
"""Names that are called."""

PICTURES = {
    "全年进度": "path_to_target",
    "各单位完成率": "completion_by_unit",
    "当月到位": "gained_by_month",
    "资金类别": "received_by_category",
    "资金去向": "steps_of_money",
    "项目转化": "conversion",
    "差额分布": "gap_by_unit",
    "完成档次": "completion_by_unit",
}
"""What `图` draws: the chart of `zzlib.charts` by its name in the template; the last name is one that templates still hold."""


@dataclass(frozen=True)
class Placeholders:
    """What a document's template may hold; `required` are the names without which it is none, `usual` those that an older one may lack, each with how it is written."""

    document: str
    texts: Mapping[str, str]
    lists: Mapping[str, Mapping[str, str]]
    top_lists: tuple[str, ...]
    records: Mapping[str, tuple[str, ...]]
    functions: Mapping[str, str]
    required: Mapping[str, str]
    usual: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All names that stand by themselves."""
        return (*self.texts, *self.top_lists, *self.records, *self.functions)


CIRCULAR = Placeholders(
    "通报", TEXTS, LISTS, TOP_LISTS, RECORDS, FUNCTIONS,
    {"标题": "{{ 标题 }}", "各节": "{%p for 节 in 各节 %}（正文）", "成文日期": "{{ 成文日期 }}"},
    {"印发机关": "{%p if 版记 %}（末页的版记：抄送、印发机关、印发日期）"},
)  # fmt: skip

NOTICE = Placeholders(
    "更正通知",
    {
        "标题": "关于更正《……通报》的通知", "主送": "主送机关，带冒号", "导语": "《……通报》印发以后……更正如下。", "署名": "发文机关署名",
        "成文日期": "替换原来一版的那天；还没有印发的空着待填",
        "县名": "设置里的县名",
    },
    {"各条": dict.fromkeys(("序号", "原文", "更正为", "原因"), "")},
    ("各条",), {}, {},
    {"标题": "{{ 标题 }}", "各条": "{%tr for 项 in 各条 %}（表格里）"},
)  # fmt: skip
"""The notice that puts right an issued circular."""


LETTER = Placeholders(
    "督办函",
    {
        "文号": "督办函的编号，格式在设置 [dispatch] 里", "单位": "单位简称", "单位全称": "单位全称，作主送机关",
        "依据文件": "设置里的 basis，没有就是空的", "截至": "数据截至的日期", "件数": "列出的事项几件", "项目数": "涉及几个项目",
        "金额": "涉及的资金，每个项目按所列金额中最大的算一次", "回复期限": "几个工作日后的日期，天数在设置 [dispatch] 里",
        "责任领导": "units.csv 里这个单位的责任领导，没有就是空的", "署名": "发文机关署名", "成文日期": "同通报",
        "附注": "设置里的 contact（联系人、联系电话），没有就是空的", "县名": "设置里的县名",
    },
    {"各事项": dict.fromkeys(("序号", "问题", "项目", "金额", "要求", "时限", "逾期", "责任领导", "责任人", "依据"), "")},
    ("各事项",), {}, {},
    {"文号": "{{ 文号 }}", "各事项": "{%tr for 项 in 各事项 %}（表格里）", "回复期限": "{{ 回复期限 }}"},
)  # fmt: skip
"""The letter that urges a unit."""

CITY = Placeholders(
    "市里的通报",
    {
        **{name: TEXTS[name] for name in (
            "标题", "红头", "发文机关", "发文字号", "主送", "导语", "附件说明", "署名", "成文日期", "版记", "抄送", "印发日期", "印发机关", "年",
            "月", "附件表名", "附件图名", "附注", "数据说明",
        )},
        "市名": "设置里的名称", "表注": "附件1表下的注：哪些县没有数据、口径有什么不同",
    },
    {
        "各节": LISTS["各节"], "各段": LISTS["各段"],
        "各县": dict.fromkeys(("位次", "名称", "年度任务", "到位资金", "完成率", "还差", "争取资金", "项目数", "数据"), ""),
    },
    ("各节", "各县"), {},
    {
        "数": "数('funds_received')：任何一个指标的数；数('已到位资金', '甲县') 是一个县的",
        "图": FUNCTIONS["图"],
    },
    CIRCULAR.required,
)  # fmt: skip
"""The circular of a city, in which counties stand where a county's has units."""

_NAMED = {"notice": NOTICE, "督办函": LETTER, "市通报": CITY}
"""Documents by the beginning of their template's file name; any other is a circular's."""


def placeholders_of(file_name: str) -> Placeholders:
    """Give what a template may hold: a file is of the document after which it is named, the circular's by default."""
    return next((known for name, known in _NAMED.items() if file_name.startswith(name)), CIRCULAR)


def guide(placeholders: Placeholders = CIRCULAR) -> str:
    """Describe all placeholders for the person who edits a template."""
    top, known = placeholders.top_lists, placeholders
    texts = [f"  {{{{ {name} }}}}　{meaning}" for name, meaning in known.texts.items()]
    loops = [
        f"  {{%p for 项 in {name if name in top else f'上一级的项.{name}'} %}} … {{%p endfor %}}　"
        f"每项有 {'、'.join(f'项.{entry}' for entry in entries)}"
        for name, entries in known.lists.items()
    ]
    records = [f"  {{{{ {name}.{fields[0]} }}}}　{name}的{'、'.join(fields)}" for name, fields in known.records.items()]
    calls = [f"  {meaning}" for meaning in known.functions.values()]
    calls += [f"  图的名称：{'、'.join(PICTURES)}"] if calls else []
    called = ["写在两对花括号里的：", *calls] if records or calls else []
    return "\n".join(["文字：", *texts, "列表（表格里把 p 换成 tr）：", *loops, *records, *called])
