/**
 * From which countries servers, domains and users take mail (codes of ISO 3166-1).
 */
package org.waypost.accounts.country;
