/**
 * Puts quotas together: limits of users, totals of domains, refusal at RCPT and warnings.
 */
package org.waypost.server.quota;
