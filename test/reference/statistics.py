"""Prints the reference values of test/unit/analysis/statistics-reference.json.

python3 -m venv venv && venv/bin/pip install scipy==1.17.1 statsmodels==0.15.0
venv/bin/python test/reference/statistics.py > test/unit/analysis/statistics-reference.json
npx prettier --write test/unit/analysis/statistics-reference.json
"""

import json
import warnings

import numpy as np
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

warnings.simplefilter("ignore")
rng = np.random.default_rng(20261123)


def normal():
    return [{"z": z, "upper": stats.norm.sf(z)} for z in (-6, -2.5, -0.1, 0, 0.5, 1.96, 2.999, 3.001, 5, 8, 20, 37)]


def sign_test():
    pairs = [(0, 0), (1, 0), (5, 0), (6, 0), (3, 3), (10, 2), (2, 10), (41, 59), (120, 160), (300, 500), (700, 900), (1500, 1501)]
    rows = []
    for wins, losses in pairs:
        p = mcnemar([[9, wins], [losses, 4]], exact=True).pvalue if wins + losses else 1.0
        if wins + losses:
            assert abs(p - stats.binomtest(wins, wins + losses).pvalue) < 1e-9 * p + 1e-300
        rows.append({"wins": wins, "losses": losses, "p": float(p)})
    return rows


def signed_rank_one(differences):
    used = differences[differences != 0]
    ties = len(np.unique(np.abs(used))) < len(used)
    exact = len(used) <= 50
    ranks = stats.rankdata(np.abs(used))
    positive = float(ranks[used > 0].sum())
    if exact and ties:
        # scipy knows no exact test with ties: all signs are tried.
        signs = (np.arange(2 ** len(used))[:, None] >> np.arange(len(used))) & 1
        least = min(positive, ranks.sum() - positive)
        p = min(1.0, 2 * float(np.mean(signs @ ranks <= least)))
    else:
        method = "exact" if exact else "approx"
        p = stats.wilcoxon(used, zero_method="wilcox", correction=not exact, method=method).pvalue
    return {
        "differences": differences.tolist(),
        "method": "exact" if exact else "normal",
        "n": len(used),
        "positive": positive,
        "p": float(p),
    }


def signed_rank():
    samples = [np.array([0.3]), np.array([1.0, 2, -3, 4, 5]), np.array([1.0, 1, 1, 1, -1, 2, 0, 0, -2])]
    samples += [np.round(rng.normal(0.2, 1, n), 6) for n in (6, 13, 25, 50, 51, 164)]
    samples += [np.round(rng.normal(0.1, 1, n), 1) for n in (12, 16, 120)]
    return [signed_rank_one(sample) for sample in samples]


def holm():
    families = [[0.01], [0.01, 0.04, 0.03, 0.005], [0.5, 0.5, 0.5], [0.2, 0.0001, 1.0, 0.02, 0.02]]
    families.append(np.round(rng.uniform(0, 0.2, 12), 6).tolist())
    return [{"p": family, "adjusted": multipletests(family, method="holm")[1].tolist()} for family in families]


def kendall():
    lists = [([1, 2, 3, 4], [1, 2, 3, 4]), ([1, 2, 3, 4], [4, 3, 2, 1]), ([1, 2, 2, 4, 5], [1, 3, 2, 2, 5])]
    lists += [(rng.integers(0, top, 17).tolist(), rng.integers(0, top, 17).tolist()) for top in (5, 17, 100)]
    return [{"x": x, "y": y, "tau": float(stats.kendalltau(x, y, variant="b").statistic)} for x, y in lists]


print(
    json.dumps(
        {"normal": normal(), "signTest": sign_test(), "signedRank": signed_rank(), "holm": holm(), "kendall": kendall()}
    )
)
