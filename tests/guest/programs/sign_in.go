// Gets a token and lists connections, with what Go brings along.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
)

func ask(request *http.Request, answer any) {
	response, trouble := http.DefaultClient.Do(request)
	if trouble != nil {
		panic(trouble)
	}
	defer response.Body.Close()
	json.NewDecoder(response.Body).Decode(answer)
}

func main() {
	form := strings.NewReader("grant_type=client_credentials")
	request, _ := http.NewRequest("POST", "https://identity.xero.com/connect/token", form)
	request.SetBasicAuth(os.Getenv("XERO_CLIENT_ID"), os.Getenv("XERO_CLIENT_SECRET"))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	var token struct {
		AccessToken string `json:"access_token"`
	}
	ask(request, &token)

	request, _ = http.NewRequest("GET", "https://api.xero.com/connections", nil)
	request.Header.Set("Authorization", "Bearer "+token.AccessToken)
	var connections []struct{ TenantName string }
	ask(request, &connections)
	for _, connection := range connections {
		fmt.Println(connection.TenantName)
	}
}
