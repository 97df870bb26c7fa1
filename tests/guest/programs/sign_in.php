<?php
// Gets a token and lists connections, with curl.
$options = [];
$options[CURLOPT_USERPWD] = getenv('XERO_CLIENT_ID') . ':' . getenv('XERO_CLIENT_SECRET');
$options[CURLOPT_POSTFIELDS] = 'grant_type=client_credentials';
$options[CURLOPT_RETURNTRANSFER] = true;
$curl = curl_init('https://identity.xero.com/connect/token');
curl_setopt_array($curl, $options);
$answer = curl_exec($curl) ?: exit(curl_error($curl));
$token = json_decode($answer)->access_token;

$curl = curl_init('https://api.xero.com/connections');
curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => true, CURLOPT_HTTPHEADER => ["Authorization: Bearer $token"]]);
foreach (json_decode(curl_exec($curl) ?: exit(curl_error($curl))) as $connection) {
    echo $connection->tenantName, "\n";
}
