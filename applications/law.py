"""Titles of the law that steps cite, exactly as e-Gov has them."""

ACT = "産業競争力強化法"
# 令和3年内閣府令等第2号（503M602A1FDA002）
ORDER = (
    "産業競争力強化法に基づく新技術等実証及び新事業活動に関する"
    "規制の特例措置の整備等及び規制改革の推進に関する命令"
)
PROCEDURE_ACT = "行政手続法"
