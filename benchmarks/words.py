"""The words of made-up listings: our own morphemes, joined, in an order of use.

No dictionary is copied. The first words are those that patents repeat; the rest are
joined from one- and two-character morphemes, so that pairs of characters meet in many
words, as they do in real titles. The rank of a word is its place; how often it is used
falls with its rank (Zipf 1949, with Mandelbrot's shift of 1953).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

CHINESE_WORDS = 30_000
ENGLISH_WORDS = 8_000
# Mandelbrot's shift: the first words of a text are less apart than 1/rank says.
SHIFT = 2.7

_COMMON = """
的 一种 方法 装置 系统 及其 用于 基于 包括 进行 所述 本发明 具有 制备 结构 设备 和 与
能够 提高 通过 实现 采用 控制 材料 技术 设置 连接 检测 有效 处理 应用 工艺 效果 可
降低 高 在 数据 得到 使用 解决 方便 简单 步骤 其中 安装 实用新型 领域 加工 固定 成本
自动 新型 组件
"""
_PAIRS = """
电池 催化 薄膜 纳米 陶瓷 合金 纤维 涂层 树脂 凝胶 微球 晶体 粉末 溶液 溶剂 乳液 酶解
发酵 菌株 蛋白 多糖 基因 引物 抗体 疫苗 药物 中药 提取 萃取 蒸馏 过滤 吸附 分离 结晶
干燥 焙烧 烧结 铸造 锻压 焊接 切削 磨削 抛光 冲压 注塑 挤出 喷涂 电镀 刻蚀 溅射 沉积
封装 芯片 电路 电源 逆变 整流 变压 充电 储能 光伏 风电 水轮 燃气 锅炉 热泵 制冷 空调
换热 保温 通风 除尘 脱硫 脱硝 废水 污泥 污水 废气 垃圾 土壤 修复 灌溉 施肥 播种 收割
果蔬 粮食 饲料 养殖 水产 茶叶 食品 包装 印刷 纺织 染色 织物 皮革 造纸 木材 家具 建筑
混凝土 钢筋 桥梁 隧道 道路 轨道 车辆 底盘 轮胎 发动机 变速 制动 转向 悬架 船舶 航空
无人机 卫星 雷达 天线 通信 网络 路由 加密 传感 激光 光纤 透镜 显微 图像 识别 视频 语音
文本 神经 学习 模型 算法 优化 调度 预测 诊断 监测 预警 定位 导航 测量 校准 仿真 机器人
夹具 抓取 输送 分拣 仓储 起重 阀门 管道 泵体 轴承 齿轮 弹簧 密封 润滑 螺栓 支架 壳体
电机 线圈 磁铁 开关 按键 显示 照明 医用 手术 导管 支具 康复 护理 输液 呼吸 血液 细胞
组织 骨科 牙科 眼科 超声 影像 消毒 防护 消防 报警 救援 教学 健身 玩具 厨房 清洁 洗涤
采矿 钻井 油气 煤炭 冶炼 矿物 稀土 石墨 硅基 碳化 氮化 氧化 氢能 锂电 钠离子 固态 正极
负极 隔膜 电解
"""
_SINGLES = """
膜 管 板 轴 轮 槽 座 盘 架 杆 柱 筒 箱 罐 泵 阀 炉 塔 釜 机 器 仪 件 层 面 端 口 孔 腔
壁 底 顶 盖 罩 环 圈 带 链 绳 网 片 块 条 球 针 钩 夹 钳 刀 钻 锯 锤 辊 模 芯 线 缆 极
源 灯 屏 键 热 冷 温 湿 压 流 速 量 力 波 光 声 磁 电 气 液 水 油 酸 碱 盐 糖 脂 胶 醇
醛 酮 酯 胺 苯 烯 烷 铁 铜 铝 镁 钛 镍 钴 锌 锰 钨 钼 银 金 硅 碳 氮 氧 氢 硫 磷 氟 氯
钠 钾 钙 锂 粉 砂 石 土 泥 灰 木 竹 棉 麻 丝 毛 皮 纸 布 米 麦 豆 薯 果 菜 菇 茶 奶 肉
蛋 鱼 虾 蟹 藻 菌 虫 草 花 叶 根 茎 种 苗 车 船 桥 路 门 窗 墙 梁 井 坝 港 站 室 棚 床
椅 桌 柜 瓶 杯 袋 盒 笔 镜 表 秤 钟 伞 鞋 帽 衣 巾 骨 牙 眼 耳 鼻 喉 心 肺 肝 肾 胃 肠
脑 血 肌 皮 药 剂 丸 贴 敷 洗 磨 切 割 焊 铸 锻 轧 拉 弯 卷 折 粘 涂 镀 染 印 刻 喷 吹
吸 抽 送 推 提 升 降 转 摆 振 搅 混 分 选 筛 滤 蒸 烘 烤 煮 冻 储 运 装 卸 测 控 调 校
查 验 识 别 标 码 图 像 音 频 信 号 波 束 点 域 层 级 型 式 法 率 值 差 比 度 向 位 序
"""
_ENGLISH_COMMON = """
the of and a for method with device system in based to using by an is from high
apparatus control process comprising wherein structure material on at low sensor data
surface efficient having thereof
"""
_STEMS = """
cataly electro thermo photo hydro aero bio nano micro poly ferro magneto cryo opto
piezo plasma ultra multi inter trans spectro chrono gyro turbo pneumo litho carbo
silico nitro oxo sulfo fluoro chloro cyclo geo agro pharma neuro cardio immuno
"""
_ENDINGS = """
lysis graphy meter scope tron phase film cell gel fiber plate valve pump motor drive
gate array node link mesh core wave beam field flow bond cast mill press weld spray
coat etch print pack sort lift rail deck hull wing blade rotor filter
"""
_TAILS = ("", "s", "ing", "er", "ic", "al", "ed", "or")


@dataclass(frozen=True, slots=True)
class Stock:
    """The words of one language by rank, and how likely each is up to its rank.

    Attributes
    ----------
    words : tuple of str
        The most used first, all different.
    up_to : array of float
        Probability that a drawn word has this rank or a lower one [1].
    """

    words: tuple[str, ...]
    up_to: NDArray[np.float64]

    def draw(self, chance: Generator, count: int) -> NDArray[np.int64]:
        """Return the ranks of words as a text would use them, from 0."""
        return np.searchsorted(self.up_to, chance.random(count)).astype(np.int64)


def chinese(chance: Generator) -> Stock:
    """Return the Chinese words."""
    return _stock(_chinese(chance), CHINESE_WORDS)


def english(chance: Generator) -> Stock:
    """Return the English words."""
    return _stock(_english(chance), ENGLISH_WORDS)


def _stock(found: Iterator[str], count: int) -> Stock:
    words = list(dict.fromkeys(islice(found, 2 * count)))[:count]
    weights = 1 / (np.arange(len(words)) + 1 + SHIFT)
    return Stock(tuple(words), np.cumsum(weights) / weights.sum())


def _chinese(chance: Generator) -> Iterator[str]:
    yield from _COMMON.split()
    pairs, singles = _PAIRS.split(), _SINGLES.split()
    yield from _shuffled(chance, pairs)
    # Joined words by their usual lengths: two, three and four characters.
    while True:
        yield from (
            one + two
            for one, two in (
                _two_of(chance, singles, singles),
                _two_of(chance, singles, singles),
                _two_of(chance, pairs, singles),
                _two_of(chance, pairs, pairs),
            )
        )


def _english(chance: Generator) -> Iterator[str]:
    yield from _ENGLISH_COMMON.split()
    stems, endings = _STEMS.split(), _ENDINGS.split()
    yield from _shuffled(chance, endings)
    while True:
        stem, ending = _two_of(chance, stems, endings)
        yield stem + ending + _TAILS[int(chance.integers(len(_TAILS)))]


def _shuffled(chance: Generator, words: Sequence[str]) -> list[str]:
    return [words[place] for place in chance.permutation(len(words))]


def _two_of(
    chance: Generator, first: Sequence[str], second: Sequence[str]
) -> tuple[str, str]:
    return (
        first[int(chance.integers(len(first)))],
        second[int(chance.integers(len(second)))],
    )
