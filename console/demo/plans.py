"""What the invented companies ask for. Laws and articles are real; the companies and plans are not."""

from dataclasses import dataclass
from typing import Any

from applications.facts import current_schema


@dataclass(frozen=True)
class Plan:
    """One application: who asks what where, of whom, and how its story ends."""

    ending: str
    company: str
    zone: str
    title: str
    law: str
    article: str
    asked: str
    authority: str
    days_ago: int
    granted: str = ""
    reasons: tuple[str, ...] = ()
    months: int = 24
    verdict: str = ""
    technology: str = "遠隔監視と記録の自動化"
    place: str = ""

    @property
    def procedure(self) -> str:
        """Return the procedure: the town's own where the town decides."""
        return "ordinance_permit" if self.authority == "town" else "pic_plan"

    def content(self, *, starts_on: str, ends_on: str) -> dict[str, Any]:
        """Return the answers to the eight items."""
        answers = {
            "goal": f"「{self.title}」により、人手の限られた地域で同じ安全を保ちながら費用と時間を減らせるかを確かめる。",
            "technology": self.technology,
            "method": "同意を得た参加者に限って運用し、すべての利用を記録して月ごとに集計する。",
            "regulatory_analysis": f"{self.law}{self.article}が守ろうとする利益が、代わりの措置で守られるかを事故・苦情・費用の記録から分析する。",
            "starts_on": starts_on,
            "ends_on": ends_on,
            "place": self.place or "特区の区域内の指定地区",
            "participants": "同意した住民・事業者120人程度",
            "consent_method": "認定証を示して書面で説明し同意を得る。影響を受けうる近隣の住民にも説明し、いつでも離脱できる。",
            "funds": str(8_000_000 + 500_000 * (self.days_ago % 23)),
            "funding": "自己資金と金融機関の融資",
            "provisions": f"{self.law} {self.article}",
            "safeguards": "遠隔監視、利用の即時停止、損害保険、月次の安全会議",
            "other": "",
        }
        return answers if current_schema() == 1 else self._on_the_second_form(answers)

    def _on_the_second_form(self, answers: dict[str, Any]) -> dict[str, Any]:
        funds = int(answers["funds"])
        loan = funds // 4
        who = {
            "id": "1",
            "who": answers.pop("participants"),
            "number": "120",
            "asked_how": "written",
            "may_be_harmed": "no",
        }
        near = {
            "id": "2",
            "who": "区域の近隣に住み、参加しない住民",
            "number": "80",
            "asked_how": "oral",
            "may_be_harmed": "yes",
            "harm": "騒音と通行の妨げ。時間帯を限り、申し出があれば直ちに止める。",
        }
        return {
            **answers,
            "machines": "other",
            "insurance": "対人・対物1億円の賠償責任保険（全期間）",
            "sites": [
                {
                    "id": "1",
                    "name": answers["place"],
                    "municipality": self.place or "特区の市町村",
                    "address": "区域図のとおり",
                }
            ],
            "participant_groups": [who, near],
            "minors": "no",
            "personal_data": "yes",
            "data_kinds": "氏名、連絡先、利用の日時",
            "data_purpose": "参加者への連絡と、利用の集計",
            "data_safety": "区切られた領域に保管し、実証の終了から1年で消去する。",
            "funding_sources": [
                {
                    "id": "1",
                    "source": "own",
                    "amount": str(funds - loan),
                    "secured": "yes",
                },
                {
                    "id": "2",
                    "source": "loan",
                    "lender": "デモ信用金庫",
                    "amount": str(loan),
                    "secured": "no",
                },
            ],
        }


DRONE = ("航空法", "第132条の86")
# fmt: off
PLANS = [
    # Ended or running long enough to be judged: one verdict of each kind.
    Plan("reviewed", "sora", "yabu", "山間部の夜間ドローン配送", *DRONE, "夜間の目視外飛行について、補助者の配置に代えて遠隔監視装置によることができる。", "mlit", 1080, months=24, verdict="nationwide", place="養父市大屋地区", technology="小型無人航空機の遠隔監視"),
    Plan("reviewed", "norai", "semboku", "観光客と住民の自家用車相乗り", "道路運送法", "第78条", "自家用有償旅客運送の区域外への運送を、予約と運行記録を条件に認める。", "mlit", 1060, granted="自家用有償旅客運送の区域外への運送を、通院と買物に限り、予約と運行記録を条件に認める。", reasons=("scope",), months=24, verdict="continue", place="仙北市田沢湖地区"),
    Plan("reviewed", "kusuri", "digital-denen", "調剤の一部を隣町の薬局へ委託", "医薬品医療機器等法施行規則", "第11条の8", "一包化の作業を隣町の薬局に委託することを認める。", "mhlw", 1050, granted="一包化の作業を隣町の薬局に委託することを、薬剤師による写真確認を条件に認める。", reasons=("safety",), months=24, verdict="correct", place="吉備中央町・加賀市"),
    Plan("reviewed", "yado", "suo-oshima", "空き家の短期貸しの営業日数", "住宅宿泊事業法", "第2条第3項", "島内の空き家に限り、年間180日を超える営業を認める。", "mlit", 1040, granted="島内の空き家に限り、年間240日までの営業を認める。", reasons=("scope", "consent"), months=22, verdict="abolish", place="周防大島町"),
    Plan("reviewed", "jui", "digital-denen", "遠隔での家畜診療", "獣医師法", "第18条", "初診からの遠隔診療による指示書の交付を認める。", "maff", 1030, months=22, verdict="inconclusive", place="吉備中央町"),
    # Running.
    Plan("running", "jido", "yabu", "集落を結ぶ自動運転の定期便", "道路交通法", "第77条", "同一路線の道路使用許可を一年分まとめて受けることを認める。", "npa", 700, months=36, place="養父市関宮地区"),
    Plan("running", "mori", "semboku", "国有林での無人集材機", "森林法", "第10条の2", "無人機械による搬出路の設置について、届出で足りることとする。", "maff", 640, granted="幅員2メートル以下の搬出路に限り、届出で足りることとする。", reasons=("safety", "scope"), months=36, place="仙北市角館地区"),
    Plan("running", "sake", "tsuwano", "農家民宿の少量醸造の講習", "酒税法", "第7条第2項", "講習を目的とする少量の醸造について最低製造数量の適用を除外する。", "cao", 560, months=36, place="津和野町"),
    Plan("running", "hikari", "digital-denen", "見守り用の無線設備の増力", "電波法", "第4条", "山間の見守り用無線について、出力の上限を引き上げる。", "mic", 520, granted="山間の見守り用無線について、出力の上限を1ワットまで引き上げる。", reasons=("law",), months=36, place="茅野市"),
    Plan("running", "norai", "tomi", "駅と集落を結ぶ予約乗合", "道路運送法", "第21条", "乗合旅客の運送の実証について、期間の上限を三年とする。", "mlit", 480, months=30, place="東御市"),
    Plan("running", "hatake", "yabu", "耕作放棄地の短期貸し", "農地法", "第3条", "一年以内の貸借について、農業委員会の許可に代えて届出によることを認める。", "town", 430, months=30, place="養父市八鹿地区"),
    Plan("running", "mori", "yabu", "林産物の自動運搬車の公道走行", "道路交通法", "第77条", "林産物の自動運搬車による公道の使用について、時間帯を限って一年分の許可を受けることを認める。", "npa", 280, months=24, place="養父市関宮地区"),
    Plan("running", "hikari", "tomi", "防災無線の臨時中継局", "電波法", "第4条", "防災用の臨時中継局について、免許手続を届出で足りることとする。", "mic", 465, months=12, place="東御市"),
    # Other ends and states of exemptions.
    Plan("suspended", "jido", "semboku", "湖畔の低速自動走行カート", "道路運送車両法", "第41条", "時速20キロ以下のカートについて、保安基準の一部を適用除外する。", "mlit", 400, months=30, place="仙北市田沢湖畔"),
    Plan("hearing", "yado", "tomi", "無人の宿泊受付", "旅館業法", "第4条", "本人確認装置により、玄関帳場の設置を要しないこととする。", "mhlw", 380, months=30, place="東御市"),
    Plan("revoked", "sora", "suo-oshima", "離島間の物資輸送ドローン", *DRONE, "離島間の目視外飛行について、航路の事前通知を月一回で足りることとする。", "mlit", 420, months=30, place="周防大島町"),
    Plan("surrendered", "hikari", "tsuwano", "観光案内の臨時無線局", "電波法", "第4条", "催し期間中の臨時無線局の免許手続を届出で足りることとする。", "mic", 360, months=24, place="津和野町"),
    Plan("completed", "hatake", "tomi", "果樹園の共同防除ドローン", "農薬取締法", "第25条", "共同防除の飛行計画を一括して届け出ることを認める。", "maff", 520, months=12, place="東御市"),
    Plan("gathering", "kusuri", "yabu", "移動薬局車の定期巡回", "医薬品医療機器等法", "第4条", "移動薬局車による調剤を、巡回計画の届出により認める。", "mhlw", 150, months=24, place="養父市"),
    Plan("granted", "jui", "semboku", "牧場での遠隔検診の記録", "家畜伝染病予防法", "第5条", "遠隔の検診記録を立入検査の記録に代えることを認める。", "maff", 120, months=24, place="仙北市"),
    # Refused.
    Plan("refused", "sora", "tomi", "市街地上空の常時飛行", *DRONE, "市街地の上空の飛行について、立入管理措置を要しないこととする。", "mlit", 300, reasons=("safety", "consent")),
    Plan("refused", "yado", "yabu", "空き校舎の仮設宿泊", "建築基準法", "第85条", "仮設建築物の存続期間の上限を適用しない。", "mlit", 260, reasons=("law", "safety")),
    Plan("refused", "sake", "tomi", "自宅での果実酒の販売", "酒税法", "第9条", "自宅で造った果実酒の販売に免許を要しないこととする。", "cao", 210, reasons=("law",)),
    # Decided, not disclosed.
    Plan("decided", "norai", "suo-oshima", "島内の相乗り予約", "道路運送法", "第78条", "自家用車による相乗りの対価の上限を引き上げる。", "mlit", 110),
    Plan("decided", "hikari", "yabu", "農地の気象観測網", "電波法", "第4条", "農地に置く観測機の無線局の免許を包括して与える。", "mic", 105, reasons=("existing",)),
    # Opinions being asked; one office is late.
    Plan("consulting", "sora", "semboku", "冬期の医薬品ドローン便", *DRONE, "降雪時の飛行について、補助者の配置に代えて機上カメラによることを認める。", "mlit", 75),
    Plan("consulting", "kusuri", "tsuwano", "服薬指導の記録の共有", "医薬品医療機器等法", "第9条の4", "三つの薬局が服薬指導の記録を共有することを認める。", "mhlw", 60),
    Plan("consulting", "mori", "tsuwano", "無人下刈り機の公道横断", "道路交通法", "第77条", "林道に続く公道の横断を、監視員の配置を条件に認める。", "npa", 26),
    Plan("consulting", "jui", "tomi", "遠隔の去勢指導", "獣医師法", "第17条", "獣医師の遠隔の指示の下で行う処置の範囲を広げる。", "maff", 22),
    # Under examination: a correction open, one answered, two without.
    Plan("correcting", "hatake", "digital-denen", "水路を使う小水力発電", "電気事業法", "第38条", "出力10キロワット未満の設備の保安規程を簡易な様式によることを認める。", "meti", 22),
    Plan("corrected", "yado", "semboku", "雪下ろしの有償ボランティア", "職業安定法", "第30条", "地域団体による有償の雪下ろしのあっせんを届出で足りることとする。", "mhlw", 45),
    Plan("examining", "sake", "suo-oshima", "みかん果実酒の少量製造", "酒税法", "第7条第2項", "最低製造数量を年間500リットルに引き下げる。", "cao", 18),
    Plan("examining", "jido", "tsuwano", "城下町の自動運転周遊", "道路運送車両法", "第41条", "時速12キロ以下の周遊車両の窓ガラスの基準を緩和する。", "mlit", 14),
    # Just arrived.
    Plan("arrived", "norai", "yabu", "通学と通院の共同送迎", "道路運送法", "第78条", "スクールバスの空席に通院の住民を乗せることを認める。", "mlit", 5),
    Plan("arrived", "hatake", "semboku", "休耕田の養魚", "農地法", "第4条", "休耕田の一時的な養魚への利用を届出で足りることとする。", "town", 3),
    Plan("arrived", "hikari", "suo-oshima", "漁船の位置共有", "電波法", "第4条", "小型漁船の位置情報装置の免許を漁協が一括して受けることを認める。", "mic", 1),
    # Withdrawn, and drafts.
    Plan("withdrawn", "mori", "yabu", "間伐材の共同乾燥場", "建築基準法", "第48条", "乾燥施設の用途規制を適用しない。", "mlit", 240),
    Plan("withdrawn", "kusuri", "tomi", "無人の薬品受取箱", "医薬品医療機器等法", "第37条", "受取箱による医薬品の引渡しを認める。", "mhlw", 90),
    Plan("draft", "sora", "yabu", "獣害の見回りドローン", *DRONE, "夜間の見回り飛行の承認を年一回で足りることとする。", "mlit", 6),
    Plan("draft", "jui", "yabu", "猟師の捕獲報告の電子化", "鳥獣保護管理法", "第9条", "捕獲の報告を写真と位置情報で足りることとする。", "maff", 4),
    Plan("draft", "sake", "tsuwano", "酒蔵の見学中の量り売り", "酒税法", "第20条", "見学者への量り売りの詰替えを届出で足りることとする。", "cao", 2),
]
# fmt: on
