/** A plain webapp that {@code WEB-INF/web.xml} puts behind Basic authentication. */
@NullMarked
package com.example.webapp;

import org.jspecify.annotations.NullMarked;
