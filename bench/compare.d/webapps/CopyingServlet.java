import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The least that a proxy on a servlet container can do: it sends a GET on and copies an answer of
 * known length back, asks nobody who they are, and checks nothing. What it takes longer than nginx
 * is the container's and the threads' share.
 */
public class CopyingServlet extends HttpServlet {

  private final ConcurrentLinkedDeque<Upstream> idle = new ConcurrentLinkedDeque<>();

  private record Upstream(Socket socket, DataInputStream in) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse answer) throws IOException {
    Upstream upstream = idle.pollFirst();
    if (upstream == null) {
      Socket socket = new Socket("127.0.0.1", Integer.parseInt(getInitParameter("upstream")));
      InputStream in = new BufferedInputStream(socket.getInputStream());
      upstream = new Upstream(socket, new DataInputStream(in));
    }
    String head =
        "GET %s?%s HTTP/1.1\r\nHost: upstream\r\n\r\n"
            .formatted(request.getRequestURI(), request.getQueryString());
    upstream.socket().getOutputStream().write(head.getBytes(ISO_8859_1));
    int length = copyHead(upstream.in(), answer);
    answer.getOutputStream().write(upstream.in().readNBytes(length));
    idle.addFirst(upstream);
  }

  @SuppressWarnings("deprecation") // readLine takes bytes for characters, which suits a head
  private static int copyHead(DataInputStream in, HttpServletResponse answer) throws IOException {
    answer.setStatus(Integer.parseInt(in.readLine().split(" ")[1]));
    int length = 0;
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon);
      String value = line.substring(colon + 1).trim();
      if (name.equalsIgnoreCase("Content-Length")) {
        length = Integer.parseInt(value);
      }
      if (!name.equalsIgnoreCase("Connection")) {
        answer.setHeader(name, value);
      }
    }
    return length;
  }
}
