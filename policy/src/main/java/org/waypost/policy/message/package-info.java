/**
 * What a message is: written by a person or by a program (RFC 3834).
 */
package org.waypost.policy.message;
