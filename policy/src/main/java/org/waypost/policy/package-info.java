/**
 * What is known of a session and of a message, the checks that find it out, and who in our domains is meant.
 */
package org.waypost.policy;
