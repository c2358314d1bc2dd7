"""The table that both programs read and write: a sheet of 令和５年度, each text its own."""

HEAD = [
    "計画における項目", "実施内容", "計画書ページ", "担当部署", "担当課", "再掲",
    "令和４年度実施状況", "達成度（％）", "令和５年度の実施計画", "令和５年度実施状況",
    "令和５年度実施状況に関する担当課の評価",
    "取組状況（ア　実施済、イ　実施中、ウ　準備中、エ　未実施から選択）", "達成度（％）",
    "今後（令和６年度以降）の実施計画",
]


def rows(count):
    """The rows below the head: numbers as numbers, an empty cell where the sheet has one."""
    for no in range(1, count + 1):
        def told(what, times):
            return (f"{what}を年{times % 12 + 1}回開催し、延べ{no * 7 + times}人が参加した。"
                    f"場所：市役所{no % 5 + 1}階会議室。関係課と連携し、広報で周知を行った。")
        yield [
            f"こころの健康づくり事業{no}", told("相談会", 1), no % 90 + 1, f"第{no % 9 + 1}部",
            f"第{no % 40 + 1}課", None, told("講座", 2), no % 101, told("会議", 3),
            told("研修", 4), told("相談会", 5), "ア　実施済", no % 101, told("講座", 6),
        ]
