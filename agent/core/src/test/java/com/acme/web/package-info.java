/** The classes that the weaver's tests weave: one method for each shape of call. */
package com.acme.web;
