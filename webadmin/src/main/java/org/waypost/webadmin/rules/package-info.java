/**
 * Trying the rules of a user on a message.
 */
package org.waypost.webadmin.rules;
