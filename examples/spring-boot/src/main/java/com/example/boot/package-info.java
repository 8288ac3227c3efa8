/** A Spring Boot application that a bean puts behind Basic authentication. */
@NullMarked
package com.example.boot;

import org.jspecify.annotations.NullMarked;
