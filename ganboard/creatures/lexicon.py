"""The words for creatures, in English and Chinese: how captions say each value, and what else is understood.

Words are written small, without hyphens, and English ones in the singular and plural where both occur.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True)
class Forms:
    """How one value of a factor is said.

    Attributes:
        before: Before the noun: "a RED monster", 红色的怪物.
        nouns: Instead of the noun: "a DROP".
        has: What it has: "a monster with HORNS", 怪物长着角 (in Chinese with its verb).
        also: Understood, but never written.
    """

    before: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def understood(self) -> tuple[str, ...]:
        """All of them."""
        return self.before + self.nouns + self.has + self.also


def _w(text: str) -> tuple[str, ...]:
    """Phrases between commas."""
    return tuple(phrase.strip() for phrase in text.split(",") if phrase.strip())


ENGLISH: dict[str, dict[str, Forms]] = {
    "colour": {
        "red": Forms(_w("red, scarlet, crimson"), also=_w("ruby, reddish")),
        "orange": Forms(_w("orange"), also=_w("tangerine")),
        "yellow": Forms(_w("yellow, golden"), also=_w("gold, lemon, yellowish")),
        "green": Forms(_w("green, emerald"), also=_w("greenish, lime")),
        "blue": Forms(_w("blue, azure"), also=_w("bluish, sky blue, navy")),
        "purple": Forms(_w("purple, violet"), also=_w("lilac, purplish")),
    },
    "body": {
        "round": Forms(
            _w("round, ball-shaped, circular"), _w("ball"), also=_w("spherical, circle, sphere, globe, balls")
        ),
        "square": Forms(
            _w("square, boxy, box-shaped"),
            _w("box, block"),
            also=_w("cube, cubic, blocky, cubes, boxes, rectangular, squares"),
        ),
        "drop": Forms(
            _w("drop-shaped, pointed"),
            _w("drop, teardrop"),
            also=_w("droplet, raindrop, drops, teardrop-shaped, pointy, teardrops"),
        ),
    },
    "eyes": {
        "1": Forms(
            _w("one-eyed, single-eyed"),
            _w("cyclops"),
            _w("one eye, a single eye, 1 eye"),
            _w("cyclopes, cyclopic, an eye"),
        ),
        "2": Forms(_w("two-eyed"), (), _w("two eyes, a pair of eyes, 2 eyes"), _w("double-eyed")),
        "3": Forms(_w("three-eyed"), (), _w("three eyes, 3 eyes"), _w("triple-eyed, triclops")),
    },
    "mouth": {
        "smile": Forms(
            _w("happy, smiling, cheerful, grinning, merry"),
            (),
            _w("a smile, a big grin, a happy face"),
            _w(
                "smile, smiles, grin, grins, big smile, big grin, wide smile, happy face, joyful, glad, jolly, "
                "laughing, friendly, good mood, smiley, delighted"
            ),
        ),
        "frown": Forms(
            _w("sad, frowning, unhappy, grumpy, gloomy"),
            (),
            _w("a frown, a sad face"),
            _w(
                "frown, frowns, sad face, upset, miserable, sulking, angry, cross, bad mood, not happy, crying, "
                "sorrowful, scowling"
            ),
        ),
        "open": Forms(
            _w("open-mouthed, surprised, shouting, astonished"),
            (),
            _w("an open mouth, its mouth open, its mouth wide open"),
            _w(
                "open, open mouth, mouth open, mouth wide open, amazed, singing, yelling, screaming, gaping, "
                "mouth is open, wide open mouth, yawning, shocked"
            ),
        ),
    },
    "top": {
        "none": Forms(
            _w("bald, bare-headed"),
            (),
            _w("nothing on its head, a bare head"),
            _w(
                "nothing on the head, nothing on her head, nothing on his head, nothing on top, hornless, earless, "
                "nothing, bald head"
            ),
        ),
        "horns": Forms(
            _w("horned"),
            (),
            _w("horns, two horns, a pair of horns"),
            _w("horn, devil horns, pointy horns, pointed horns, sharp horns"),
        ),
        "ears": Forms(
            _w("long-eared, big-eared"),
            (),
            _w("ears, two ears, bunny ears, a pair of ears"),
            _w(
                "ear, eared, rabbit ears, bear ears, mouse ears, cat ears, big ears, long ears, round ears, "
                "pointy ears, pointed ears"
            ),
        ),
        "antenna": Forms(
            _w(""), (), _w("antennae, two antennae, a pair of feelers, antennas"), _w("antenna, feelers, feeler")
        ),
    },
}
ENGLISH_NOUNS = _w("monster, creature, critter, beast")
ENGLISH_NUMBERS = {
    "1": _w("one, 1, single, a single, only one, just one"),
    "2": _w("two, 2, a pair of, pair of, double, both"),
    "3": _w("three, 3, triple"),
    "?": _w("four, five, six, seven, eight, nine, ten, many, several, 4, 5, 6, 7, 8, 9, 10, zero, 0"),
}
ENGLISH_EYES = _w("eye, eyes, round eye, round eyes, eyed, eyeball, eyeballs")
ENGLISH_NOT = _w("no, not, without, never, neither, isn't, doesn't have, has no, hasn't, lacks, lacking")
ENGLISH_OR = _w("and, or, nor, any")
ENGLISH_ANYTHING = _w("anything, anything on its head, anything on top, things on its head")
ENGLISH_FILLERS = _w(
    "a, the, little, cute, with, that, is, it, it's, its, has, have, having, who, which, on, of, in, "
    "at, from, for, to, be, should, would, like, can, could, you, there, this, his, her, their, he, "
    "she, they, but, also, plus, as, well, are, was, were, wearing, wears, got, looking, looks, look, "
    "feeling, feels, feel, kind, sort, shape, shaped, colour, coloured, color, colored, mood, draw, "
    "paint, make, show, give, create, please, me, i, i'd, we, want, wants, need, some, very, really, "
    "so, quite, rather, too, just, only, head, face, body, mouth, mouthed, wide, picture, image, "
    "thing, things, being, animal, guy, fellow, alien, aliens, my, your, another, monsters, creatures, "
    "critters, beasts, top, skin, that's, who's, he's, she's, then, now, an, one of, if, will, what, "
    "how, about"
)

CHINESE: dict[str, dict[str, Forms]] = {
    "colour": {
        "red": Forms(_w("红色, 大红色"), also=_w("红")),
        "orange": Forms(_w("橙色, 橘色"), also=_w("橙, 橘红色, 橘黄色, 橙黄色, 橘黄, 橙黄, 橘红, 桔色, 橘")),
        "yellow": Forms(_w("黄色, 金黄色"), also=_w("黄, 金色, 金黄, 柠檬黄, 柠檬色")),
        "green": Forms(_w("绿色, 翠绿色"), also=_w("绿, 翠绿, 草绿色, 绿油油")),
        "blue": Forms(_w("蓝色, 天蓝色"), also=_w("蓝, 天蓝, 深蓝色, 浅蓝色, 海蓝色")),
        "purple": Forms(_w("紫色, 紫罗兰色"), also=_w("紫, 紫罗兰")),
    },
    "body": {
        "round": Forms(_w("圆形, 圆圆, 圆滚滚"), _w("圆球"), also=_w("圆, 球形, 球, 圆球形, 圆身子, 圆脑袋, 圆鼓鼓")),
        "square": Forms(
            _w("方形, 方方, 方块形"),
            _w("方块"),
            also=_w("方, 正方形, 四方, 四四方方, 方方正正, 方身子, 方脑袋, 盒子, 长方形"),
        ),
        "drop": Forms(_w("水滴形, 水滴状"), _w("水滴"), also=_w("泪滴, 泪滴形, 雨滴, 雨滴形, 滴状, 尖脑袋")),
    },
    "eyes": {
        "1": Forms(_w("独眼, 一只眼, 单眼"), (), _w("有一只眼睛, 长着一只眼睛"), _w("独眼龙, 一只眼睛")),
        "2": Forms(_w("两只眼, 双眼"), (), _w("有两只眼睛, 长着一双眼睛"), _w("两只眼睛, 双眼睛")),
        "3": Forms(_w("三只眼, 三眼"), (), _w("有三只眼睛, 长着三只眼睛"), _w("三只眼睛, 三眼睛")),
    },
    "mouth": {
        "smile": Forms(
            _w("开心, 高兴, 快乐, 微笑, 笑眯眯"),
            (),
            _w("面带微笑, 笑得很开心, 咧着嘴笑"),
            _w("笑, 笑着, 笑嘻嘻, 笑哈哈, 愉快, 欢乐, 喜悦, 大笑, 乐呵呵, 笑脸, 兴高采烈"),
        ),
        "frown": Forms(
            _w("难过, 伤心, 不开心, 悲伤, 不高兴"),
            (),
            _w("愁眉苦脸, 撇着嘴, 一脸难过"),
            _w("不快乐, 生气, 皱眉, 皱着眉, 皱着眉头, 哭, 沮丧, 忧伤, 郁闷, 撇嘴, 哭脸, 愤怒, 发愁"),
        ),
        "open": Forms(
            _w("张着嘴, 吃惊, 惊讶, 张大嘴巴"),
            (),
            _w("张着嘴, 张开嘴巴, 嘴巴张得大大"),
            _w(
                "张嘴, 张开嘴, 张着嘴巴, 张大嘴, 张着大嘴, 惊奇, 大叫, 唱歌, 目瞪口呆, 打哈欠, 张口, 张开, "
                "嘴巴张开, 嘴张开"
            ),
        ),
    },
    "top": {
        "none": Forms(
            _w("光头, 头上光光"),
            (),
            _w("头上什么都没有, 头顶光秃秃"),
            _w("秃头, 光秃秃, 头上没有东西, 头上没东西, 什么都没有, 什么也没有, 头上什么也没有, 头顶光光, 光脑袋"),
        ),
        "horns": Forms(
            _w("长角, 有角, 带角"), (), _w("头上长着角, 有两只角, 长着一对角"), _w("角, 犄角, 牛角, 羊角, 尖角")
        ),
        "ears": Forms(
            _w("长耳朵, 有耳朵"),
            (),
            _w("长着耳朵, 有一对耳朵, 长着兔子耳朵"),
            _w("耳朵, 圆耳朵, 尖耳朵, 兔耳朵, 兔耳, 熊耳朵, 猫耳朵, 猫耳, 大耳朵, 耳, 熊耳, 老鼠耳朵"),
        ),
        "antenna": Forms(
            _w("有触角, 带天线, 长触角"), (), _w("长着触角, 头上有天线, 有一对触角"), _w("触角, 天线, 触须")
        ),
    },
}
CHINESE_NOUNS = _w("怪物, 小怪物, 小怪兽, 小家伙")
_COUNTED = ("", *"只个颗根支枚条")
CHINESE_NUMBERS = {
    "1": tuple("".join(pair) for pair in product("一单", _COUNTED)),
    "2": (*("".join(pair) for pair in product("两二俩双", _COUNTED)), "一对", "一双"),
    "3": tuple("".join(pair) for pair in product("三", _COUNTED)),
    "?": (*("".join(pair) for pair in product("四五六七八九十零几", _COUNTED)), "很多", "许多", "好多", "好几只"),
}
CHINESE_EYES = _w("眼睛, 圆眼睛, 圆眼, 圆圆的眼睛, 眼, 眼珠, 眼珠子")
CHINESE_NOT = _w("没有, 没, 无, 不是, 不要, 不带, 不长, 没长, 别, 不, 没有长, 不戴")
CHINESE_OR = _w("和, 或, 或者, 也, 、")
CHINESE_ANYTHING = _w("东西, 任何东西, 什么东西, 什么")
CHINESE_FILLERS = _w(
    "的, 小, 可爱, 会, 地, 得, 有, 带, 带着, 着, 了, 长着, 长, 长了, 生着, 又, 还, 而且, 并且, 它, 他, "
    "她, 是, 头上, 头顶, 头顶上, 头, 身体, 身子, 脸, 脸上, 表情, 样子, 嘴, 嘴巴, 画, 请, 请画, 我要, "
    "我想要, 我想, 想, 要, 给我, 来, 很, 非常, 特别, 十分, 好, 个, 只, 颗, 头的, 怪兽, 生物, 小东西, "
    "妖怪, 小妖怪, 外星人, 动物, 小动物, 形状, 颜色, 形, 色, 状, 看起来, 看上去, 心情, 同时, 但, 但是, "
    "那, 这, 那只, 这只, 一点, 有点, 上面, 上, 在, 与, 跟, 及, 以及, 脑袋, 戴着, 戴, 一张, 一头, 一幅, "
    "图, 图片, 图画, 小怪, 怪, 里, 中, 吧, 呢, 啊, 一脸, 面带"
)
CHINESE_UNKNOWN = _w(
    "三角形, 三角, 角落, 角色, 五角星, 三明治, 大红花, 方向, 方法, 地方, 红包, 四角, 五角形, 六角形, "
    "八角形, 绿叶, 黄瓜, 眼镜, 墨镜, 粉色, 粉红色, 粉红, 紫红色, 紫红, 黑色, 白色, 灰色, 棕色, 褐色, "
    "咖啡色, 青色, 银色, 彩色"
)
"""Words of other meaning in which known ones would be found."""
TRADITIONAL = str.maketrans(
    "紅黃綠藍圓長頭張開難過傷觸兩雙個沒隻對獨驚訝淚塊著歡樂憤畫請嗎須線會過愛貓嘴紋滾無",
    "红黄绿蓝圆长头张开难过伤触两双个没只对独惊讶泪块着欢乐愤画请吗须线会过爱猫嘴纹滚无",
)
"""Traditional letters as simplified ones, so far as words for creatures have them."""
