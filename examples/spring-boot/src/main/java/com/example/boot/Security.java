package com.example.boot;

import dev.gatekeeper.auth.BasicAuthFilter;
import dev.gatekeeper.auth.FilterParameters;
import dev.gatekeeper.auth.RefusalRenderer;
import jakarta.servlet.DispatcherType;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Puts the filter in front of everything. */
@Configuration
class Security {

  @Bean
  FilterRegistrationBean<BasicAuthFilter> basicAuth(
      Environment environment, RefusalRenderer refusals) {
    Map<String, String> parameters =
        Binder.get(environment)
            .bind("basic-auth", Bindable.mapOf(String.class, String.class))
            .orElse(Map.of());
    BasicAuthFilter filter =
        new FilterParameters(parameters).toBuilder().refusals(refusals).build();
    FilterRegistrationBean<BasicAuthFilter> registration = new FilterRegistrationBean<>(filter);
    registration.setDispatcherTypes(
        DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
    registration.setAsyncSupported(true);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  RefusalRenderer problemDetails(JsonMapper json) {
    return (refusal, request) -> {
      ProblemDetail problem =
          ProblemDetail.forStatusAndDetail(
              HttpStatusCode.valueOf(refusal.status()), refusal.message());
      return new RefusalRenderer.Body("application/problem+json", json.writeValueAsString(problem));
    };
  }
}
