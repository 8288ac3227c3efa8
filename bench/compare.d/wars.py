"""WARs of one servlet: empty, copying only, and the Java proxies that the gate is compared with."""

import zipfile
from html import escape

import java
import place
from processes import run

WEB_XML = """<?xml version="1.0" encoding="UTF-8"?>
<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
  <servlet>
    <servlet-name>only</servlet-name>
    <servlet-class>{servlet}</servlet-class>
    {parameters}
    <load-on-startup>1</load-on-startup>
    <async-supported>true</async-supported>
  </servlet>
  <servlet-mapping><servlet-name>only</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
</web-app>
"""


def empty(answer):
    return _war("EmptyServlet", {"answer": answer}, classes=_compiled("EmptyServlet"))


def copying(upstream):
    return _war("CopyingServlet", {"upstream": str(upstream)}, classes=_compiled("CopyingServlet"))


def _compiled(servlet):
    classes = place.folder("classes")
    api = java.tomcat_home() / "lib" / "servlet-api.jar"
    source = place.HERE / "webapps" / f"{servlet}.java"
    javac = java.jdks()[java.newest()] / "bin" / "javac"
    run([javac, "--release", "17", "-cp", api, "-d", classes, source])
    return classes.glob("*.class")


def smiley(upstream):
    """With as many connections as clients may want; it allows 10 unless told."""
    return _war(
        "org.mitre.dsmiley.httpproxy.ProxyServlet",
        {"targetUri": f"http://127.0.0.1:{upstream}", "log": "false", "http.maxConnections": "200"},
        jars=java.libraries("smiley"),
    )


def jetty_proxy(upstream):
    return _war(
        "org.eclipse.jetty.ee10.proxy.AsyncProxyServlet$Transparent",
        {"proxyTo": f"http://127.0.0.1:{upstream}"},
        jars=java.libraries("jetty-proxy"),
    )


def _war(servlet, parameters, jars=(), classes=()):
    path = place.folder("war") / "ROOT.war"
    given = "\n    ".join(
        f"<init-param><param-name>{escape(name)}</param-name>"
        f"<param-value>{escape(value)}</param-value></init-param>"
        for name, value in parameters.items()
    )
    with zipfile.ZipFile(path, "w") as war:
        war.writestr("WEB-INF/web.xml", WEB_XML.format(servlet=servlet, parameters=given))
        for jar in jars:
            war.write(jar, f"WEB-INF/lib/{jar.name}")
        for each in classes:
            war.write(each, f"WEB-INF/classes/{each.name}")
    return path
