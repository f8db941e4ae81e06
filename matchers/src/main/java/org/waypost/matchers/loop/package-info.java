/**
 * Matchers that tell mail that goes round.
 */
package org.waypost.matchers.loop;
