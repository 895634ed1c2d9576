"""Law as data: dated figures with their sources, and checks that name articles.

Each figure is one YAML file beside this module. Another jurisdiction is one
folder of such files and one function beside `checks.check`.
"""
