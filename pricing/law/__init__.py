"""Law as data: dated figures with their sources, and checks that name articles.

Each jurisdiction is one folder of YAML files, one figure each: ``cn`` is China,
``gb`` the United Kingdom, ``ep`` the unitary patent. `checks` judges by ``cn``.
"""
