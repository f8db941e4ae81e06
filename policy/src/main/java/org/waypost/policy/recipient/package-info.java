/**
 * Whom in our domains an address means.
 */
package org.waypost.policy.recipient;
