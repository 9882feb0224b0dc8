/** What the handlers of the weaver's tests call: every kind of member that a call can mean. */
package com.acme.api;
