package org.waypost.steps;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A mailet after which nothing is left of the recipients that it was given: it delivers them, sends them elsewhere or to
 * another processor. Only such a mailet may stand last in a processor, because a mail that runs off the end is deleted.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface LastStep {}
