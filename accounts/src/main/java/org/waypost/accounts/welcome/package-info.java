/**
 * Who was welcomed, so that nobody is twice and nobody is forgotten.
 */
package org.waypost.accounts.welcome;
