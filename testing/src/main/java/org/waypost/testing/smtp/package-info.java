/** An SMTP server that writes down what clients do, for tests of what sends mail. */
package org.waypost.testing.smtp;
