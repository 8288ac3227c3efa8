package com.example.boot;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Notes which user each dispatch of a request has, behind the filter that is tested. */
final class Dispatches implements Filter {

  private final List<String> seen = new CopyOnWriteArrayList<>();

  void forget() {
    seen.clear();
  }

  List<String> seen() {
    return seen;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    seen.add(request.getDispatcherType() + " " + ((HttpServletRequest) request).getRemoteUser());
    chain.doFilter(request, response);
  }

  @Configuration
  static class Registration {

    @Bean
    Dispatches dispatches() {
      return new Dispatches();
    }

    @Bean
    FilterRegistrationBean<Dispatches> behindAllOthers(Dispatches dispatches) {
      FilterRegistrationBean<Dispatches> last = new FilterRegistrationBean<>(dispatches);
      last.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
      return last;
    }
  }
}
