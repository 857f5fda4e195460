"""Matching beside the peers of matching_peers.py, in one run.

Makes regions of several sizes with population.py, answers the same vacancies with our engine and with each peer, checks
that the answers are the same, measures the memory's limit, and writes the ratios into docs/measurements.md. Our engine
runs before and after the peers; the slower of its two runs counts. A peer that cannot be had is named.

Needs SCHAKELNET_PEERS (the folder of population.py) and SCHAKELNET_DATA (the data sets; beside that folder when not
set). Made files lie in target/bench and are used again.
"""
import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
import time

PACKAGES = {"scipy_sparse": ["scipy"], "scipy_matvec": ["scipy"], "numpy_postings": [], "tantivy": ["tantivy"],
            "sparse_dot_topn": ["scipy", "sparse_dot_topn"], "duckdb": ["duckdb"], "sqlite": [],
            "postgres": ["psycopg[binary]"], "postgres_gin": ["psycopg[binary]"]}
BEGIN, END = "<!-- matching: begin -->", "<!-- matching: end -->"
# What has to hold, from the issue: by size how many times the fastest peer (median, 99th percentile, whole region), and
# how many times the memory's limit at most.
WANTED = {25000: (12, 8, 12, None), 100000: (12, 8, 12, None), 250000: (25, 15, 30, 6), 1000000: (25, 15, 30, 3)}
# More load than this before the run means that other programs disturb it.
BUSY = 0.7
REGION = ["--region", "AM28", "--vacancies", "9000", "--employers", "2500", "--seed", "1"]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--sizes", default="25000,100000,250000,1000000", help="how many people, several with commas")
    ap.add_argument("--peers", default=",".join(PACKAGES), help="which peers, several with commas")
    ap.add_argument("--budget", default="30", help="seconds for the single questions of a peer")
    ap.add_argument("--sweep", default="10", help="seconds for a peer's round over the whole region")
    ap.add_argument("--folder", default="target/bench", help="where the made files lie")
    ap.add_argument("--dry", action="store_true", help="print the section without writing it to docs/measurements.md")
    a = ap.parse_args()
    peers_folder = os.environ.get("SCHAKELNET_PEERS") or sys.exit("set SCHAKELNET_PEERS to the folder with population.py")
    data = os.environ.setdefault("SCHAKELNET_DATA", os.path.join(peers_folder, "..", "data"))
    if not os.path.isdir(data):
        sys.exit("set SCHAKELNET_DATA to the folder with the data sets")
    os.makedirs(a.folder, exist_ok=True)
    python, peers, absent = environment(a.folder, a.peers.split(","))
    ours = program()
    results = []
    for size in [int(s) for s in a.sizes.split(",")]:
        results.append(measure(a, size, python, peers, absent, peers_folder, ours))
        # after each size: what was measured is not lost when a later one cannot be finished
        text = section(results, dict(absent))
        if not a.dry:
            write(text)
    print(text)


def environment(folder, wanted):
    """A Python with what the peers need; the peers that can run, and why the others cannot."""
    home = os.path.join(folder, "python")
    python = os.path.join(home, "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run(pip + ["numpy"]).returncode:
        sys.exit("numpy cannot be installed; neither the regions nor the peers can do without it")
    peers, absent = [], {}
    for peer in wanted:
        if peer not in PACKAGES:
            sys.exit(f"no peer is called {peer}; there are {', '.join(PACKAGES)}")
        if PACKAGES[peer] and subprocess.run(pip + PACKAGES[peer], stderr=subprocess.DEVNULL).returncode:
            absent[peer] = "its package cannot be installed"
        elif peer.startswith("postgres") and not postgres():
            absent[peer] = "PostgreSQL is not installed (Debian: postgresql-15)"
        else:
            peers.append(peer)
    if "numpy_postings" not in peers:
        peers.insert(0, "numpy_postings")       # the reference for the answers
    return os.path.abspath(python), peers, absent


def postgres():
    if os.path.isdir("/usr/lib/postgresql"):
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["apt-get", "install", "-q", "-y", "--no-install-recommends", "postgresql-15"], **quiet)
    return os.path.isdir("/usr/lib/postgresql")


def program():
    """Builds our program in the release profile; its path."""
    out = subprocess.run(["cargo", "bench", "--quiet", "--locked", "-p", "node", "--bench", "region", "--no-run",
                          "--message-format=json"], check=True, stdout=subprocess.PIPE, text=True).stdout
    for line in out.splitlines():
        message = json.loads(line)
        if message.get("target", {}).get("name") == "region" and message.get("executable"):
            return message["executable"]
    sys.exit("cargo built no program for the benchmark `region`")


def measure(a, size, python, peers, absent, peers_folder, ours):
    population = os.path.join(a.folder, f"population-{size}")
    work = os.path.join(a.folder, f"peers-{size}")
    os.makedirs(work, exist_ok=True)
    if not os.path.exists(os.path.join(population, "candidates.ndjson")):
        part = population + ".part"
        subprocess.run([python, os.path.join(peers_folder, "population.py"), *REGION, "--candidates", str(size),
                        "--out", part], check=True)
        os.rename(part, population)
    load = settled_load()
    answers = os.path.abspath(os.path.join(work, "answers-schakelnet.json"))
    env = dict(os.environ, SCHAKELNET_POPULATION=os.path.abspath(population), SCHAKELNET_ANSWERS=answers)

    def run_ours():
        return json.loads(subprocess.run([ours], check=True, env=env, stdout=subprocess.PIPE, text=True).stdout)
    before = run_ours()
    table = os.path.join(work, "peers.json")
    subprocess.run([python, os.path.join(peers_folder, "matching_peers.py"), "--data", population, "--work", work,
                    "--json", table, "--peers", ",".join(peers), "--budget", a.budget, "--sweep", a.sweep, "--keep"],
                   check=True)
    limit = os.path.join(work, "limit.json")
    subprocess.run([python, os.path.join(peers_folder, "limit.py"), "--work", work, "--json", limit],
                   check=True, stdout=subprocess.DEVNULL)
    after = run_ours()
    widths = [{"width": x["width"], **{k: max(x[k], y[k]) for k in ("p50_us", "p99_us", "p99_of_medians_us", "region_s")}}
              for x, y in zip(before["widths"], after["widths"])]
    measured = json.load(open(table))["peers"]
    for peer in set(peers) - {p["peer"] for p in measured}:
        absent[peer] = f"failed at {size:,} people"
    return {"size": size, "ours": after, "widths": widths, "peers": measured, "limit": json.load(open(limit)),
            "same": compare(python, peers_folder, work), "load": load}


def settled_load():
    """The load once what was started here before no longer counts in it, or after three minutes all the same."""
    for _ in range(36):
        if os.getloadavg()[0] <= BUSY:
            break
        time.sleep(5)
    return os.getloadavg()[0]


def compare(python, peers_folder, work):
    """How many of our answers are those of the reference, by the peers' own rule."""
    code = ("import json, sys; sys.path.insert(0, sys.argv[1]); from matching_peers import agree\n"
            "def read(name):\n"
            "    rows = zip(*json.load(open(sys.argv[2] + '/answers-' + name + '.json')))\n"
            "    return {v: [tuple(pair) for pair in answer] for v, answer in rows}\n"
            "want, got = read('numpy_postings'), read('schakelnet')\n"
            "print(sum(v in got and agree(got[v], want[v]) for v in want), len(want))")
    out = subprocess.run([python, "-c", code, peers_folder, work], check=True, stdout=subprocess.PIPE, text=True).stdout
    same, of = map(int, out.split())
    if same != of:
        sys.exit(f"WRONG: only {same} of {of} answers are those of the reference ({work})")
    return f"{same}/{of}"


def section(results, absent):
    day = datetime.date.today().isoformat()
    lines = [f"Measured {day} on {machine()}. Ratios within one run; our figures are the slower of a run before and one "
             "after the peers. `tests/bench-peers matching` repeats it.", ""]
    for r in results:
        fastest = {k: min(r["peers"], key=lambda p: p[k]) for k in ("p50_ms", "p99_ms", "whole_region_s")}
        lines += [f"### {r['size']:,} people, {r['ours']['vacancies']:,} vacancies", "",
                  f"Answers equal to the reference: {r['same']}. Loading from arrays {r['ours']['load_s']:.2f} s, index "
                  f"{r['ours']['index_bytes'] / 1e6:.0f} MB. Memory's limit for lists of u32 "
                  f"{r['limit']['limit_p50_us']['u32']:.1f} µs a question."
                  + (f" **Other programs were running (load {r['load']:.1f}):** no ratio is given for the 99th "
                     "percentile and the limit, and the others are rough; run it again on a quiet machine."
                     if r["load"] > BUSY else ""), "",
                  "| who | median µs | 99th percentile µs | whole region s |", "|---|---:|---:|---:|"]
        for w in r["widths"]:
            lines.append(f"| Schakelnet, {w['width']} | {w['p50_us']:.1f} | {w['p99_us']:.0f} | {w['region_s']:.3f} |")
        for p in sorted(r["peers"], key=lambda p: p["p50_ms"]):
            lines.append(f"| `{p['peer']}` | {p['p50_ms'] * 1000:.0f} | {p['p99_ms'] * 1000:.0f} "
                         f"| {p['whole_region_s']:.1f} |")
        lines += ["", "The 99th percentile with each question's own median, which interruptions do not reach: "
                  + ", ".join(f"{w['width']} {w['p99_of_medians_us']:.0f} µs" for w in r["widths"])
                  + ". The score that people are shown, with classes of holding, stand-ins, potential and interests, "
                  f"median, {r['widths'][-1]['width']}: {r['ours']['rich_p50_us']:.0f} µs "
                  f"({r['ours']['rich_p50_us'] / r['widths'][-1]['p50_us']:.1f} times)."]
        lines += ["", "| times the fastest peer | median | 99th percentile | whole region | times the limit |",
                  "|---|---:|---:|---:|---:|"]
        for w in r["widths"]:
            # with other programs running these two say more of them than of us
            p99 = f"{fastest['p99_ms']['p99_ms'] * 1000 / w['p99_us']:.1f}" if r["load"] <= BUSY else "-"
            limit = f"{w['p50_us'] / r['limit']['limit_p50_us']['u32']:.1f}" if r["load"] <= BUSY else "-"
            lines.append(
                f"| {w['width']} | {fastest['p50_ms']['p50_ms'] * 1000 / w['p50_us']:.1f} | {p99} "
                f"| {fastest['whole_region_s']['whole_region_s'] / w['region_s']:.1f} | {limit} |")
        if r["size"] in WANTED:
            p50, p99, region, limit = WANTED[r["size"]]
            lines.append(f"| wanted | {p50} | {p99} | {region} | {limit or '-'} |")
        lines.append("")
    for peer in sorted(set(PACKAGES) - {p["peer"] for r in results for p in r["peers"]} - set(absent)):
        absent[peer] = "not asked for in this run"
    for peer, why in sorted(absent.items()):
        lines.append(f"- `{peer}` was not measured: {why}.")
    return "\n".join(lines).rstrip()


def machine():
    """The class of machine, without its name."""
    info = open("/proc/cpuinfo").read()
    flags = next((ln for ln in info.splitlines() if ln.startswith(("flags", "Features"))), "").split()
    wide = "AVX-512" if "avx512bw" in flags else "AVX2" if "avx2" in flags else "no AVX2"
    try:
        cache = open("/sys/devices/system/cpu/cpu0/cache/index3/size").read().strip()
        cache = f", {int(cache[:-1]) // 1024} MiB last-level cache"
    except OSError:
        cache = ""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores of a {os.uname().machine} processor ({wide}{cache}), {memory:.0f} GiB of memory"


def write(text):
    path = "docs/measurements.md"
    old = open(path, encoding="utf-8").read()
    block = f"{BEGIN}\n{text}\n{END}"
    if BEGIN in old:
        new = old[:old.index(BEGIN)] + block + old[old.index(END) + len(END):]
    else:
        new = old.rstrip() + "\n\n## Matching beside other engines\n\n" + block + "\n"
    with open(path, "w", encoding="utf-8") as f:
        f.write(new)
    print(f"\nwritten to {path}")


if __name__ == "__main__":
    main()
