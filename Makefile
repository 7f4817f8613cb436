# Each habit is a target; `make help` lists them. Only Python 3.11+ (with venv), make and git are needed.
PYTHON ?= python3
PERIOD ?= 2013-05
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTING := $(VENV)/.ready-for-tests
export PYTHONUTF8 = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# What Python compiles is kept, whatever the shell says: tests start it hundreds of times, and each start compiled the whole package.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help run test test-all faults coverage lint types engines demo-data docs inventory compare lock bench bench-scale screenshots fuzz bundle lab clean
.DEFAULT_GOAL := help

help: ## 列出所有目标 / list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

# The environment is made once, from the locked and hashed requirements; a changed lock makes it anew. Tests add theirs to it.
$(READY): requirements.lock.txt pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "要 Python 3.11 以上：装好后写成 make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	@echo "装运行要用的包（约 560 MB，要联网，几分钟）；装好以后直接运行，程序升级才再装"
	@"$(PYTHON)" zzlib/installing.py $(VENV) requirements.lock.txt --new
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@# The link to this folder is made relative: an absolute one can't be read in a C locale when the path is Chinese.
	@for site in $(VENV)/lib/python*/site-packages; do echo ../../../.. > "$$site/zzlib.pth"; done
	@touch $(READY)

$(TESTING): $(READY) requirements-dev.lock.txt
	@echo "添上测试要用的包（约 380 MB）"
	@$(BIN)/python zzlib/installing.py $(VENV) requirements-dev.lock.txt
	@# Tests start Python hundreds of times, also where it may not keep what it compiles. Some packages hold old syntax; their own tests are never run.
	@$(BIN)/python -m compileall -q -j 0 -x '/site-packages/.*/tests?/' $(VENV)/lib >$(VENV)/compiled.log 2>&1 || true
	@touch $(TESTING)

ENGINES := $(VENV)/.ready-for-engines
$(ENGINES): $(TESTING) requirements-engines.lock.txt
	@echo "添上 Spark 和 Dask（约 500 MB；Spark 还要 Java 17：apt-get install default-jre-headless）"
	@$(BIN)/python zzlib/installing.py $(VENV) requirements-engines.lock.txt
	@touch $(ENGINES)

engines: $(ENGINES) ## 装上 Spark 和 Dask，它们的测试就不再跳过

run: $(READY) ## 出一个月的分析：make run PERIOD=2013-05
	@$(BIN)/python -m zzlib run $(PERIOD)

# One worker more than the cores: tests wait for browsers and kernels.
WORKERS ?= 3
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder
NBVAL = --nbval-lax --nbval-current-env --nbval-cell-timeout 120
test: $(TESTING) ## 日常测试，约八分钟：不开浏览器和 LibreOffice，不跑一两秒处理器时间以上的
	$(PYTEST) $(NBVAL) -m "not slow and not browser and not office" tests

test-all: $(TESTING) ## 全部测试，含笔记本、浏览器和 LibreOffice
	$(PYTEST) $(NBVAL) tests notebooks --ignore notebooks/city_analysis.ipynb

ALL_OF_IT = tests/faults tests/publication/test_interrupted.py tests/publication/test_sequences.py tests/dispatch/test_sequences.py \
  tests/exchange/test_sequences.py tests/agreement/test_equality.py tests/charts/test_words.py tests/indicators/test_other_counties.py \
  tests/audit/test_mutations.py tests/audit/test_own_documents.py
faults: $(TESTING) ## 平时只试几样的全部试：每条命令在每一步被杀、磁盘满、没有权限，坏文件、怪文件名，每处笔误（几分钟到一小时）
	ZZ_FAULTS=all $(PYTEST) $(ALL_OF_IT)

coverage: $(TESTING) ## 全部测试，看哪些语句没有测到
	$(PYTEST) --cov --cov-report term:skip-covered tests

lint: $(TESTING) ## 格式、规则、房间之间的墙、笔记本无输出
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/nbstripout --verify notebooks/*.ipynb

types: $(TESTING) ## 类型检查
	$(BIN)/mypy

demo-data: $(READY) ## 重新生成示范县的数据（字节不变）
	$(BIN)/python -m zzlib.synthetic.demo .

docs: $(READY) ## 重新生成 docs/ 下由目录数据生成的说明页
	$(BIN)/python -m zzlib.docs docs

inventory: $(TESTING) ## 重写清单 tests/net/inventory.txt（命令、选项、JSON 键、产物、表、列、设置、导入）和 docs/contracts.md 里的表
	PYTHONPATH=. $(BIN)/python -m tests.net.inventory
	PYTHONPATH=. $(BIN)/python -m tests.docs.contract_tables

compare: $(TESTING) ## 与以前的提交逐字节比较：make compare BASE=提交；只移动代码则什么都不打印
	@PYTHONPATH=. $(BIN)/python -m tests.net.compare "$(BASE)"

UPGRADE ?= --upgrade
COMPILE = .lock-venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header \
  --no-annotate --no-strip-extras --quiet $(UPGRADE)
lock: ## 按 pyproject.toml 重新锁定依赖（需联网）；UPGRADE= 则不升级
	"$(PYTHON)" -m venv .lock-venv
	.lock-venv/bin/python -m pip install --quiet uv
	$(COMPILE) --group build --output-file requirements.lock.txt
	$(COMPILE) --group dev --constraints requirements.lock.txt --output-file requirements-dev.lock.txt
	$(COMPILE) --extra spark --extra dask --constraints requirements-dev.lock.txt --output-file requirements-engines.lock.txt
	rm -r .lock-venv

bench: $(TESTING) ## 速度：与基线同跑，只报比值
	$(BIN)/python tests/benchmarks/bench_run.py
	$(BIN)/python tests/benchmarks/bench_audit.py
	$(BIN)/python tests/benchmarks/bench_views.py
	$(BIN)/python -m tests.benchmarks.bench_events . 2013-05
	$(BIN)/python tests/benchmarks/bench_reading.py
	$(BIN)/python tests/benchmarks/bench_dispatch.py
	$(BIN)/python -m tests.benchmarks.bench_pages

bench-scale: $(ENGINES) ## 一百万到五千万项目月的全部指标，与手写 SQL 同跑（几十分钟，十 GB 磁盘）；只跑小的：make bench-scale MILLIONS="1 3"
	$(BIN)/python -m tests.benchmarks.scale.bench_scale $(or $(MILLIONS),1 3 10 50) --turns 3

screenshots: $(TESTING) ## 重新拍 README 里的视图截图（要 Chromium）
	PYTHONPATH=. $(BIN)/python -m tests.browser.screenshots docs/images

fuzz: $(TESTING) ## 用变坏的文件试读取十分钟；发现的收进测试
	PYTHONPATH=. $(BIN)/python tests/returns/fuzz.py --seconds 600

bundle: $(READY) ## 做一个 Windows 离线安装的文件夹 dist/zzlib-windows（需联网）；连 Python 一起：make bundle PYTHON_PACKAGE=python.3.11.9.nupkg
	$(BIN)/python windows/bundle.py dist/zzlib-windows $(if $(PYTHON_PACKAGE),--python-package $(PYTHON_PACKAGE))

lab: $(READY) ## 打开 JupyterLab
	@$(BIN)/python -m zzlib lab

clean: ## 删去可再生成的东西（环境、台账、缓存；不动 data 与 outputs）
	rm -rf $(VENV) .compare data/ledger .pytest_cache .coverage* .mypy_cache .ruff_cache .hypothesis .import_linter_cache
