/**
 * Matchers by who sent a message: lists, SPF and DKIM.
 */
package org.waypost.matchers.sender;
