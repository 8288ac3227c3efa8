package com.example.boot;

import java.util.concurrent.Callable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Fails in another thread, so that the error page is shown after an async dispatch. */
@RestController
class BrokenController {

  @GetMapping("/broken-report")
  Callable<String> brokenReport() {
    return () -> {
      throw new IllegalStateException("broken for the test");
    };
  }
}
