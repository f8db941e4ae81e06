/**
 * Does what the rules of users say about mail that was accepted.
 */
package org.waypost.mailets.rules;
