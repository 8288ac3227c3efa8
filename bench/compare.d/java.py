"""The JDKs of this machine, and what Maven builds and fetches."""

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import place
from processes import run

MAVEN = [place.ROOT / "mvnw", "-B", "-ntp", "-q"]


@cache
def jdks():
    """Their homes by version, the oldest first; of two of one version, one."""
    found = {}
    for home in [os.environ.get("JAVA_HOME"), *sorted(Path("/usr/lib/jvm").glob("*"))]:
        if home and Path(home, "bin", "javac").is_file():
            version = run([Path(home, "bin", "javac"), "-version"]).split()[1]
            found.setdefault(int(version.split(".")[0]), Path(home))
    return dict(sorted(found.items()))


def newest():
    return max(jdks())


def build():
    """The WAR, the Jetty base and Tomcat, as they are to be measured."""
    print("building", file=sys.stderr)
    for goals in (["-DskipTests", "package"], ["-pl", "contract", "dependency:unpack@containers"]):
        subprocess.run([*MAVEN, *goals], cwd=place.ROOT, check=True, stdout=sys.stderr)


def war():
    return place.ROOT / "proxy-war" / "target" / "mlflow-gatekeeper.war"


def tomcat_home():
    return next((place.ROOT / "contract" / "target").glob("apache-tomcat-11.*"))


def jetty_home():
    return place.ROOT / "jetty-base" / "target" / "jetty-home"


def jetty_base_archive():
    return next((place.ROOT / "jetty-base" / "target").glob("*-archive.zip"))


def version_of(name):
    """What the build says of a property such as jetty.version."""
    return re.search(f"<{name}>(.*)</{name}>", (place.ROOT / "pom.xml").read_text())[1]


@cache
def libraries(pom):
    """The jars that a POM of webapps/ names, with all that they need."""
    into = place.folder(pom)
    run(
        [
            *MAVEN,
            "-f",
            place.HERE / "webapps" / f"{pom}.pom.xml",
            "dependency:copy-dependencies",
            "-DincludeScope=runtime",
            f"-DoutputDirectory={into}",
            f"-Djetty.version={version_of('jetty.version')}",
        ],
        cwd=place.ROOT,
    )
    return sorted(into.glob("*.jar"))
