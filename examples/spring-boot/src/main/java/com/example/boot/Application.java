package com.example.boot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
@SpringBootApplication
public class Application {

  /**
   * Starts it.
   *
   * @param arguments settings such as {@code --basic-auth.htpasswd-file=/etc/example/htpasswd}
   */
  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments);
  }
}
