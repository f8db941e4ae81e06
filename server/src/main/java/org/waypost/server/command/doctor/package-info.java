/**
 * The checks of {@code waypost doctor}: each says what it found and what to do.
 */
package org.waypost.server.command.doctor;
