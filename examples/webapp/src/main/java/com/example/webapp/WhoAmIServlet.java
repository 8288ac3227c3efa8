package com.example.webapp;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells users who they are. The filter is not mentioned: name and role come by the Servlet API. */
public final class WhoAmIServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String role = request.isUserInRole("editor") ? "an editor" : "a reader";
    response.setContentType("text/plain;charset=utf-8");
    response.getWriter().println("You are " + request.getRemoteUser() + ", " + role + ".");
  }
}
